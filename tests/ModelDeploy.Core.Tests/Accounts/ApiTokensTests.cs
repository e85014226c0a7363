using ModelDeploy.Core.Accounts;
using ModelDeploy.Core.Groups;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Core.Tests.Accounts;

public sealed class ApiTokensTests
{
    private static readonly Account Ada = new(AChange.Ada.Key, "Ada", IsSystemAdmin: false);
    private static readonly Viewer Her = new(Ada.Key, Ada.Name, IsSystemAdmin: false);
    private static readonly Viewer Somebody = new(new PersonKey("local", "grace"), "Grace", IsSystemAdmin: true);

    private readonly ManualTime _clock = new(AChange.Start);
    private readonly CountingStore _store = new();
    private readonly InMemoryIdentityStore _accounts = new(Ada);
    private readonly ApiTokens _tokens;

    public ApiTokensTests() => _tokens = new ApiTokens(_store, StandingIn(_accounts), _clock, AnAudit.Into(clock: _clock));

    [Fact]
    public async Task It_stands_for_its_owner_until_it_expires()
    {
        var made = await MakeAsync(days: 2);

        Assert.Equal((Ada, ApiTokenScope.Read), await _tokens.RecogniseAsync(made.Text, default));
        _clock.Advance(TimeSpan.FromDays(2) - TimeSpan.FromTicks(1));
        Assert.NotNull(await _tokens.RecogniseAsync(made.Text, default));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await _tokens.RecogniseAsync(made.Text, default));
    }

    [Fact]
    public async Task It_opens_nothing_once_it_was_taken_back_or_its_owner_is_gone()
    {
        var (first, second) = (await MakeAsync("first"), await MakeAsync("second"));

        Assert.IsType<CommandResult<Guid>.NotFound>(await _tokens.RevokeAsync(Somebody, first.Token.Id, default));
        Assert.NotNull(await _tokens.RecogniseAsync(first.Text, default));
        Assert.IsType<CommandResult<Guid>.Accepted>(await _tokens.RevokeAsync(Her, first.Token.Id, default));
        Assert.Null(await _tokens.RecogniseAsync(first.Text, default));

        var strangers = new ApiTokens(_store, StandingIn(new InMemoryIdentityStore()), _clock, AnAudit.Into(clock: _clock));
        Assert.Null(await strangers.RecogniseAsync(second.Text, default));
    }

    [Fact]
    public async Task Its_use_is_noted_once_a_minute_and_a_store_that_takes_no_writes_keeps_nobody_out()
    {
        var made = await MakeAsync();
        for (var i = 0; i < 10; i++)
            await _tokens.RecogniseAsync(made.Text, default);
        Assert.Equal(1, _store.Notes);
        Assert.Equal(AChange.Start, Assert.Single(await _tokens.ListAsync(Her, default)).LastUsedAt);

        _clock.Advance(TimeSpan.FromMinutes(1));
        _store.TakesNoWrites = true;
        Assert.NotNull(await _tokens.RecogniseAsync(made.Text, default));
        _store.TakesNoWrites = false;
        await _tokens.RecogniseAsync(made.Text, default);
        Assert.Equal(_clock.GetUtcNow(), Assert.Single(await _tokens.ListAsync(Her, default)).LastUsedAt);
    }

    [Theory]
    [InlineData("", 30, "name")]
    [InlineData("   ", 30, "name")]
    [InlineData("a\nb", 30, "name")]
    [InlineData("taken", 30, "name")]
    [InlineData("fine", 0, "days")]
    [InlineData("fine", 367, "days")]
    [InlineData("", -1, "name,days")]
    public async Task What_breaks_a_rule_is_refused_with_its_fields(string name, int days, string fields)
    {
        await MakeAsync("taken");

        var refused = Assert.IsType<CommandResult<NewApiToken>.Invalid>(await _tokens.CreateAsync(Her, name, ApiTokenScope.Write, days, default));

        Assert.Equal(fields, string.Join(',', refused.Errors.Select(error => error.Field)));
        Assert.Single(await _tokens.ListAsync(Her, default));
    }

    [Fact]
    public async Task A_name_of_the_longest_is_taken_and_one_more_is_not_and_another_person_may_use_it_too()
    {
        await MakeAsync(new string('n', ApiTokens.LongestName));

        Assert.IsType<CommandResult<NewApiToken>.Invalid>(await _tokens.CreateAsync(Her, new string('m', ApiTokens.LongestName + 1), ApiTokenScope.Read, 1, default));
        Assert.IsType<CommandResult<NewApiToken>.Accepted>(await _tokens.CreateAsync(Somebody, new string('n', ApiTokens.LongestName), ApiTokenScope.Read, 1, default));
    }

    [Fact]
    public async Task A_person_has_no_more_than_the_most()
    {
        for (var i = 0; i < ApiTokens.MostPerPerson; i++)
            await MakeAsync($"token {i}");

        Assert.IsType<CommandResult<NewApiToken>.Conflict>(await _tokens.CreateAsync(Her, "one more", ApiTokenScope.Read, 1, default));
    }

    [Fact]
    public async Task Its_text_is_kept_nowhere_and_told_by_nothing()
    {
        var made = await MakeAsync();

        Assert.DoesNotContain(made.Text, string.Join('\n', (await _store.ListAsync(Ada.Key, default)).Select(token => token.ToString())), StringComparison.Ordinal);
        Assert.DoesNotContain(made.Text, made.ToString(), StringComparison.Ordinal);
    }

    private static Standing StandingIn(IIdentityStore accounts) => new(accounts, new InMemoryCredentialStore(), new PasswordSettings(Offered: true));

    private async Task<NewApiToken> MakeAsync(string name = "ci", int days = 30) =>
        Assert.IsType<CommandResult<NewApiToken>.Accepted>(await _tokens.CreateAsync(Her, name, ApiTokenScope.Read, days, default)).Value;

    private sealed class CountingStore : IApiTokenStore
    {
        private readonly InMemoryApiTokenStore _inner = new();

        public int Notes { get; private set; }

        public bool TakesNoWrites { get; set; }

        public Task<ApiToken?> FindAsync(string hash, CancellationToken stop) => _inner.FindAsync(hash, stop);

        public Task<IReadOnlyList<ApiToken>> ListAsync(PersonKey person, CancellationToken stop) => _inner.ListAsync(person, stop);

        public Task AddAsync(ApiToken token, CancellationToken stop) => _inner.AddAsync(token, stop);

        public Task NoteUseAsync(ApiToken token, DateTimeOffset at, CancellationToken stop)
        {
            if (TakesNoWrites)
                throw new StoreUnavailableException("The disk is full.");
            Notes++;
            return _inner.NoteUseAsync(token, at, stop);
        }

        public Task<bool> RemoveAsync(PersonKey person, Guid id, CancellationToken stop) => _inner.RemoveAsync(person, id, stop);
    }
}
