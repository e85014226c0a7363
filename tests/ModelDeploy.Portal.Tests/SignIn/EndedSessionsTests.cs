using Microsoft.Extensions.Logging.Abstractions;
using ModelDeploy.Core;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Portal.SignIn;
using ModelDeploy.Portal.Tests.Startup;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Stores;

namespace ModelDeploy.Portal.Tests.SignIn;

public sealed class EndedSessionsTests
{
    private static readonly CancellationToken Stop = CancellationToken.None;
    private static readonly PersonKey Ada = new("https://issuer.example", "ada");

    private readonly ManualTime _clock = new(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));
    private readonly FailingStore _store = new();
    private readonly EndedSessions _here;
    private readonly EndedSessions _there;

    public EndedSessionsTests() => (_here, _there) = (new EndedSessions(_store, _clock), new EndedSessions(_store, _clock));

    [Fact]
    public async Task What_one_portal_ended_another_one_knows_once_it_has_read()
    {
        var session = new ProviderSession("s1", _clock.GetUtcNow(), _clock.GetUtcNow().AddHours(8));
        await _here.AddAsync("mine", Stop);
        await _here.AddAtProviderAsync(Ada.Issuer, "s1", Stop);
        Assert.True(_here.Contains("mine"));
        Assert.False(_there.Contains("mine"));

        await _there.ReadAsync(Stop);

        Assert.True(_there.Contains("mine"));
        Assert.False(_there.Contains("another"));
        Assert.True(_there.Covers(Ada, session));
        Assert.False(_there.Covers(Ada with { Issuer = "https://other.example" }, session));
        Assert.False(_there.Covers(Ada, session with { Id = "s2" }));
    }

    [Fact]
    public async Task All_of_a_person_are_those_that_began_until_then()
    {
        var before = new ProviderSession(Id: null, _clock.GetUtcNow(), _clock.GetUtcNow().AddHours(8));
        await _here.AddAllOfAsync(Ada, Stop);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var after = before with { Since = _clock.GetUtcNow() };

        await _there.ReadAsync(Stop);

        Assert.True(_there.Covers(Ada, before));
        Assert.False(_there.Covers(Ada, after));
        Assert.False(_there.Covers(Ada with { Subject = "bob" }, before));
    }

    [Fact]
    public async Task A_store_that_does_not_answer_gets_later_what_it_could_not_take()
    {
        _store.IsAway = true;
        await _here.AddAsync("mine", Stop);
        Assert.True(_here.Contains("mine"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _here.ReadAsync(Stop));

        _store.IsAway = false;
        await _here.ReadAsync(Stop);
        await _there.ReadAsync(Stop);

        Assert.True(_there.Contains("mine"));
        Assert.Equal(1, _store.Added);
        await _here.ReadAsync(Stop);
        Assert.Equal(1, _store.Added);
    }

    [Fact]
    public async Task Before_the_first_reading_nobody_is_let_in_on_a_guess_and_one_is_enough()
    {
        _store.IsAway = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _here.ReadOnceAsync(Stop));
        _store.IsAway = false;
        await _here.ReadOnceAsync(Stop);
        _store.IsAway = true;
        await _here.ReadOnceAsync(Stop);
    }

    [Fact]
    public async Task Nothing_is_kept_for_longer_than_a_cookie_lives()
    {
        await _here.AddAsync("mine", Stop);
        _clock.Advance(EndedSessions.CookieLifetime);
        await _here.ReadAsync(Stop);
        Assert.True(_here.Contains("mine"));

        _clock.Advance(TimeSpan.FromTicks(1));
        await _here.AddAsync("other", Stop);
        await _here.ReadAsync(Stop);

        Assert.False(_here.Contains("mine"));
        Assert.Equal(EndedSession.MarkOf("other"), Assert.Single(await _store.ListAsync(Stop)).Mark);
    }

    [Fact]
    public async Task The_reader_goes_on_after_a_failure()
    {
        _store.IsAway = true;
        using var reader = new EndedSessionsReader(_there, _clock, NullLogger<EndedSessionsReader>.Instance);
        await reader.StartAsync(Stop);
        await Eventually.TrueAsync(() => _store.Asked > 0, "it has tried");
        _store.IsAway = false;
        await _here.AddAsync("mine", Stop);

        await Eventually.TrueAsync(
            () =>
            {
                _clock.Advance(EndedSessionsReader.BetweenReadings);
                return _there.Contains("mine");
            },
            "it has read");
        await reader.StopAsync(Stop);
    }

    [Fact]
    public async Task Whoever_left_has_left_also_when_the_portal_is_killed()
    {
        using var data = new TemporaryFolder();
        string copied;
        await using (var portal = Start(data))
        {
            var link = await portal.LinkAsync();
            using var owner = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(new Uri(link).GetLeftPart(UriPartial.Authority)) };
            using var opened = await owner.GetAsync(link);
            copied = Leaving.SessionCookieOf(opened);
            Assert.Equal(HttpStatusCode.OK, await Leaving.AskAsync($"{owner.BaseAddress}", copied));
            using var left = await owner.LeaveAsync();
            Assert.Equal(HttpStatusCode.SeeOther, left.StatusCode);
            await portal.KillAsync();
        }
        await using var again = Start(data);
        var address = new Uri(await again.LinkAsync()).GetLeftPart(UriPartial.Authority);

        Assert.Equal(HttpStatusCode.Redirect, await Leaving.AskAsync(address, copied));
    }

    private static PortalProcess Start(TemporaryFolder data) => new(PortalFactory.RepoRoot, $"--ModelDeploy:DataDirectory={data.Path}", "--urls", "http://127.0.0.1:0");

    private sealed class FailingStore : IEndedSessionStore
    {
        private readonly InMemoryEndedSessionStore _true = new();

        public bool IsAway { get; set; }

        public int Added { get; private set; }

        public int Asked { get; private set; }

        public async Task AddAsync(EndedSession ended, DateTimeOffset forgetBefore, CancellationToken stop)
        {
            Answer();
            await _true.AddAsync(ended, forgetBefore, stop);
            Added++;
        }

        public Task<IReadOnlyList<EndedSession>> ListAsync(CancellationToken stop)
        {
            Answer();
            return _true.ListAsync(stop);
        }

        private void Answer()
        {
            Asked++;
            if (IsAway)
                throw new StoreUnavailableException("The store is away.");
        }
    }
}
