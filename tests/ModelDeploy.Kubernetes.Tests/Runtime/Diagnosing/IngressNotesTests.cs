using ModelDeploy.Kubernetes.Runtime.Diagnosing;
using ModelDeploy.Kubernetes.Runtime.Objects;
using ModelDeploy.Kubernetes.Runtime.Observing;

namespace ModelDeploy.Kubernetes.Tests.Runtime.Diagnosing;

/// <summary>When something is said of an Ingress; what is said, the golden cases tell.</summary>
public sealed class IngressNotesTests
{
    private static readonly DateTimeOffset Due = APod.Start + IngressNotes.Patience;

    [Fact]
    public void Nothing_is_said_before_two_minutes_are_over()
    {
        Assert.Null(IngressNotes.Of(AnIngress.Made, IngressEvidence.None, Due.AddSeconds(-1)));
        Assert.NotNull(IngressNotes.Of(AnIngress.Made, IngressEvidence.None, Due));
    }

    [Fact]
    public void Nothing_is_said_where_there_is_none_where_it_is_served_and_where_it_is_being_deleted()
    {
        var deleted = AnIngress.Made with { Metadata = AnIngress.Made.Metadata with { DeletionTimestamp = Due } };

        Assert.All([null, AnIngress.Made.Served(), deleted], ingress => Assert.Null(IngressNotes.Of(ingress, IngressEvidence.None, Due)));
    }

    [Fact]
    public void What_was_said_of_another_one_or_before_it_was_changed_does_not_count()
    {
        var ingress = AnIngress.Made.Served().WithTls();
        var known = ingress.Seen(AnIngress.Event("Warning", "glbc", "secret is broken", 1));

        Assert.NotNull(IngressNotes.Of(ingress, known, Due));
        Assert.Null(IngressNotes.Of(ingress with { Metadata = ingress.Metadata with { Generation = 2 } }, known, Due));
        Assert.Null(IngressNotes.Of(ingress with { Metadata = ingress.Metadata with { Uid = "j" } }, known, Due));
    }

    [Theory]
    [InlineData("the one who warned is content since", "glbc", 2, false)]
    [InlineData("it was content before", "glbc", 0, true)]
    [InlineData("somebody else is content", "cert-manager-ingress-shim", 2, true)]
    public void A_warning_stands_until_the_one_who_gave_it_tells_something_better(string what, string teller, int after, bool stands)
    {
        var ingress = AnIngress.Made.Served().WithTls();
        var known = ingress.Seen([.. new[] { AnIngress.Event("Warning", "glbc", "secret is broken", 1), AnIngress.Event("Normal", teller, "synced", after) }.OrderBy(item => item.At)]);

        Assert.True(IngressNotes.Of(ingress, known, Due) is not null == stands, what);
    }

    [Fact]
    public void Of_two_warnings_the_one_of_the_certificate_is_told()
    {
        var ingress = AnIngress.Made.WithTls();
        var known = ingress.Seen(AnIngress.Event("Warning", "a", "Certificate is not valid", 1), AnIngress.Event("Warning", "b", "no backend", 2));

        Assert.EndsWith("Sync: Certificate is not valid", IngressNotes.Of(ingress, known, Due), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_quote_in_many_lines_is_one_line_with_an_end()
    {
        var known = AnIngress.Made.Seen(AnIngress.Event("Warning", "a", string.Concat(Enumerable.Repeat("no good\n", 100)), 1));

        var note = IngressNotes.Of(AnIngress.Made, known, Due)!;

        Assert.DoesNotContain('\n', note);
        Assert.EndsWith("…", note, StringComparison.Ordinal);
        Assert.InRange(note.Length, 400, 600);
    }

    [Fact]
    public void It_is_looked_at_again_when_the_two_minutes_are_over_and_then_while_something_is_wrong()
    {
        var served = AnIngress.Made.Served().WithTls();
        var broken = served.Seen(AnIngress.Event("Warning", "glbc", "secret is broken", 1));

        Assert.Equal(Due, Next(AnIngress.Made, IngressEvidence.None, APod.Start.AddSeconds(5)));
        Assert.Equal(Due + IngressNotes.Pace, Next(AnIngress.Made, IngressEvidence.None, Due));
        Assert.Equal(Due, Next(served, IngressEvidence.None, APod.Start));
        Assert.Equal(Due + IngressNotes.Pace, Next(served, broken, Due));
        Assert.Null(Next(served, served.Seen(), Due));
        Assert.Null(Next(AnIngress.Made.Served(), IngressEvidence.None, APod.Start));
    }

    private static DateTimeOffset? Next(ChildObject ingress, IngressEvidence evidence, DateTimeOffset now) =>
        ClusterObservation.LookAgainAt(new DeploymentObjects(null, [], [ingress], [APod.Named().Ready()]) { Ingress = ingress }, now, evidence);
}
