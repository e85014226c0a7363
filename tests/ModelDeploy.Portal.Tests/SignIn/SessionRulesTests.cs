using System.Security.Claims;
using Microsoft.Extensions.Logging;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Portal.SignIn;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Portal.Tests.SignIn;

public sealed class SessionRulesTests
{
    private static readonly Account Ada = new(new PersonKey(PersonKey.LocalIssuer, "ada"), "Ada", IsSystemAdmin: false);

    private readonly BrokenAccounts _accounts = new();
    private readonly EndedSessions _ended = new(new InMemoryEndedSessionStore(), TimeProvider.System);
    private readonly WrittenLog<SessionRules> _log = new();
    private readonly ClaimsPrincipal _session = ViewerClaims.PrincipalOf(Ada, "test");
    private readonly SessionRules _rules;

    public SessionRulesTests() => _rules = new SessionRules(_ended, new Standing(_accounts, new InMemoryCredentialStore(), new PasswordSettings(Offered: true)), _log);

    [Fact]
    public async Task What_is_open_stays_open_while_the_store_does_not_answer_and_the_log_says_so_once()
    {
        Assert.True(await MayStayAsync());
        Assert.True(await MayStayAsync());
        Assert.Equal([LogLevel.Warning], _log.Levels);

        _accounts.Answer = Ada;
        Assert.True(await MayStayAsync());
        Assert.Equal([LogLevel.Warning, LogLevel.Information], _log.Levels);
    }

    [Fact]
    public async Task An_ended_session_ends_without_asking_the_store()
    {
        await _ended.AddAsync(ViewerClaims.SessionOf(_session)!, CancellationToken.None);

        Assert.False(await MayStayAsync());
        Assert.Empty(_log.Levels);
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(-1, false)]
    public async Task A_session_of_a_provider_ends_with_its_time(int secondsLeft, bool expected)
    {
        _accounts.Answer = Ada;
        var now = DateTimeOffset.UtcNow;
        var session = ViewerClaims.PrincipalOf(Ada, "test", new ProviderSession(Id: null, now.AddHours(-1), now.AddSeconds(secondsLeft)));

        Assert.Equal(expected, await _rules.MayStayAsync(session, CancellationToken.None));
    }

    [Fact]
    public async Task Other_rights_than_those_of_the_session_end_it()
    {
        _accounts.Answer = Ada with { IsSystemAdmin = true };

        Assert.False(await MayStayAsync());
    }

    [Fact]
    public async Task A_new_request_is_not_let_in_on_a_guess() =>
        await Assert.ThrowsAsync<IOException>(() => _rules.HoldAsync(_session, CancellationToken.None));

    private Task<bool> MayStayAsync() => _rules.MayStayAsync(_session, CancellationToken.None);

    /// <summary>A store that fails until it is given an answer.</summary>
    private sealed class BrokenAccounts : IIdentityStore
    {
        public Account? Answer { get; set; }

        public async Task<Account?> FindAccountAsync(PersonKey key, CancellationToken stop)
        {
            await Task.Yield();
            return Answer ?? throw new IOException("unreachable");
        }

        public Task<IReadOnlyList<Account>> ListAccountsAsync(CancellationToken stop) => throw new NotSupportedException();

        public Task SaveAccountAsync(Account account, CancellationToken stop) => throw new NotSupportedException();

        public Task RemoveAccountAsync(PersonKey key, CancellationToken stop) => throw new NotSupportedException();

        public Task AddSignInLinkAsync(string tokenHash, PersonKey person, DateTimeOffset expiresAt, CancellationToken stop) =>
            throw new NotSupportedException();

        public Task<PersonKey?> RedeemSignInLinkAsync(string tokenHash, DateTimeOffset now, CancellationToken stop) =>
            throw new NotSupportedException();
    }
}
