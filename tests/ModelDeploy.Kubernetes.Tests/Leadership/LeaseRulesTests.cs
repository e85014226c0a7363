using ModelDeploy.Core.Operations;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Leadership;

namespace ModelDeploy.Kubernetes.Tests.Leadership;

public sealed class LeaseRulesTests
{
    private const string Me = "me";
    private static readonly LeaseTimes Times = new();
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 9, 30, 0, 120, TimeSpan.FromHours(1));

    [Fact]
    public void A_lease_that_is_not_there_is_made() =>
        Assert.Equal(LeaseStep.Create, LeaseRules.StepFor(null, Me, TimeSpan.Zero, Times));

    [Theory]
    [InlineData(null, null, 0, nameof(LeaseStep.Take))]
    [InlineData("", 15, 0, nameof(LeaseStep.Take))]
    [InlineData("me", 15, 0, nameof(LeaseStep.Take))]
    [InlineData("other", 15, 0, nameof(LeaseStep.Wait))]
    [InlineData("other", 15, 14.9, nameof(LeaseStep.Wait))]
    [InlineData("other", 15, 15, nameof(LeaseStep.Take))]
    [InlineData("other", null, 14.9, nameof(LeaseStep.Wait))]
    [InlineData("other", null, 15, nameof(LeaseStep.Take))]
    [InlineData("other", 60, 59, nameof(LeaseStep.Wait))]
    [InlineData("other", 60, 60, nameof(LeaseStep.Take))]
    public void A_lease_is_taken_when_nobody_holds_it_or_it_stood_still_for_as_long_as_it_promises(
        string? holder, int? duration, double unchangedFor, string expected) =>
        Assert.Equal(expected, $"{LeaseRules.StepFor(new LeaseSpec(holder, duration), Me, TimeSpan.FromSeconds(unchangedFor), Times)}");

    [Theory]
    [InlineData(0, 10)]
    [InlineData(9.5, 0.5)]
    [InlineData(10, 0)]
    [InlineData(12, -2)]
    public void A_holder_gives_up_ten_seconds_after_its_last_renewal(double sinceRenewed, double left) =>
        Assert.Equal(TimeSpan.FromSeconds(left), LeaseRules.LeftFor(TimeSpan.FromSeconds(sinceRenewed), Times));

    [Theory]
    [InlineData("other", null, 1.0, "other", false)]
    [InlineData("other", "other", 14.9, "other", true)]
    [InlineData("other", "before", 1.0, "other", false)]
    [InlineData("other", "other", 15.0, null, false)]
    [InlineData("other", "other", null, null, false)]
    [InlineData("", "", 1.0, null, false)]
    [InlineData(null, null, 1.0, null, false)]
    public void Somebody_leads_whose_lease_was_seen_to_change_a_short_while_ago(string? holder, string? looked, double? renewedFor, string? leads, bool hasLooked)
    {
        var annotations = new Dictionary<string, string>();
        if (looked is not null)
            annotations[Labels.Looked] = looked;
        var lease = new Lease { Metadata = new ObjectMeta { Name = "a-lease", Annotations = annotations }, Spec = new LeaseSpec(holder, 15) };

        var found = LeaseRules.HolderOf(lease, renewedFor is { } seconds ? TimeSpan.FromSeconds(seconds) : null, Times);

        Assert.Equal(leads is null ? null : new LeaseHolder(leads, hasLooked), found);
    }

    [Theory]
    [InlineData("other", true)]
    [InlineData("before", false)]
    public void The_trouble_that_a_holder_notes_is_read_as_its_own_and_not_as_that_of_whoever_comes_after(string noted, bool isRead)
    {
        var trouble = new Outage(OutageOf.Passes, Now.ToUniversalTime(), "It may not patch: 1 2 3.");
        var annotations = new Dictionary<string, string> { [Labels.Trouble] = TroubleNote.Of(noted, trouble)! };
        var lease = new Lease { Metadata = new ObjectMeta { Name = "a-lease", Annotations = annotations }, Spec = new LeaseSpec("other", 15) };

        Assert.Equal(isRead ? trouble : null, LeaseRules.HolderOf(lease, TimeSpan.Zero, Times)!.Trouble);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("other")]
    [InlineData("other soon It may not.")]
    [InlineData("other 2026-11-21T08:30:00Z")]
    [InlineData("other 2026-11-21T08:30:00Z ")]
    public void A_note_of_another_hand_tells_nothing(string? note) => Assert.Null(TroubleNote.Read(note, "other"));

    [Fact]
    public void No_trouble_is_no_note_and_a_long_one_is_cut()
    {
        Assert.Null(TroubleNote.Of("me", null));
        Assert.True(TroubleNote.Of("me", new Outage(OutageOf.Passes, Now, new string('x', 100_000)))!.Length < 1_100);
    }

    [Fact]
    public void Whoever_gives_up_has_ended_before_others_begin() =>
        Assert.True(Times.GiveUpAfter + Times.RenewEvery < Times.Duration);

    [Theory]
    [InlineData(null, null, 0)]
    [InlineData("me", 3, 3)]
    [InlineData("other", 3, 4)]
    [InlineData("", 3, 4)]
    [InlineData("other", null, 1)]
    public void What_is_taken_says_who_and_since_when_and_counts_the_hands(string? holder, int? transitions, int expected)
    {
        var before = holder is null ? null : new LeaseSpec(holder, 15, transitions);

        Assert.Equal(
            $$"""{"holderIdentity":"me","leaseDurationSeconds":15,"leaseTransitions":{{expected}},"acquireTime":"2026-11-21T08:30:00.120000Z","renewTime":"2026-11-21T08:30:00.120000Z"}""",
            LeaseRules.Taken(before, Me, Now, Times).ToJsonString());
    }
}
