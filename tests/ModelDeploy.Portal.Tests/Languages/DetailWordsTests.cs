using Bunit;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Runtimes;
using ModelDeploy.Portal.Components.Deployments.Detail;
using ModelDeploy.Portal.Components.Deployments.Detail.Metrics;
using ModelDeploy.Portal.Components.Deployments.Detail.Revisions;
using ModelDeploy.Portal.Components.Deployments.Detail.Timeline;
using ModelDeploy.Portal.Components.Logs;
using ModelDeploy.Portal.Components.Shared;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Languages;

/// <summary>A deployment's page, its charts and its logs, for somebody who reads German.</summary>
public sealed class DetailWordsTests : BunitContext
{
    private readonly Reader _reader = new("de");

    public static TheoryData<DeploymentSpec, DeploymentSpec, string> Edits() => new()
    {
        { ASpec.Usual, ASpec.Usual.WithReplicas(2), "Replikate 1 → 2" },
        { ASpec.Usual, ASpec.Usual.WithMetadata("owner", "Ada"), "Metadaten owner hinzugefügt: Ada" },
        { ASpec.Usual with { ModelUri = "s3://a" }, ASpec.Usual, "Modell-URI entfernt" },
        { ASpec.Usual with { Description = "Short" }, ASpec.Usual with { Description = new string('x', 81) }, "Beschreibung geändert" },
        { ASpec.Usual.WithEnv("KEY", "old"), ASpec.Usual.WithEnv("KEY", "new", secret: true), "Umgebungsvariable KEY old → ••• (geheim)" },
        { ASpec.Usual, ASpec.Usual with { Access = AccessType.Private }, "Zugriff Öffentlich → Privat" },
        { ASpec.Usual, ASpec.Usual.Stopped(), "Gestoppt nein → ja" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void A_difference_is_told_in_words(DeploymentSpec before, DeploymentSpec after, string words)
    {
        var difference = Assert.Single(SpecComparison.Changes(before, after, CatalogSnapshot.Empty));

        Assert.Equal(words, DifferenceWords.Of(difference).Replace("\u2068", "", StringComparison.Ordinal).Replace("\u2069", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_field_of_a_spec_has_a_name_of_its_own()
    {
        var facts = SpecFacts.Of(ASpec.Usual.WithMetadata("a", "1").WithEnv("A", "1"), CatalogSnapshot.Empty);

        Assert.Equal(facts.Count, facts.Select(fact => fact.Field).Distinct().Count());
    }

    [Fact]
    public void A_change_and_a_replica_are_told_in_words()
    {
        Assert.Equal("Auf Revision 3 zurückgerollt", ChangeWords.Of(AChange.Of(ChangeAction.RolledBack) with { FromRevision = 3 }));
        Assert.Equal("Bereit (ältere Revision)", ReplicaWords.Of(Seen.Replica("a", "t1"), "t2"));
    }

    [Fact]
    public void The_timeline_is_told_in_words_and_what_was_written_down_in_english_is_read_out()
    {
        var failure = InEnglish(() => Failures.GroupDisabled("demo"));
        var deployment = ADeployment.Named().WithReplicas(2).WithStatus(_ => new DeploymentStatus
        {
            ObservedGeneration = 1,
            Wanted = 2,
            Template = "new",
            Phase = DeploymentPhase.Failed,
            Failure = failure,
            Replicas = [Seen.Replica("a", "new"), Seen.Replica("z", "old")],
        });

        var steps = TimelineSteps.Of(deployment);

        Assert.Equal(["Erstellt", "a ist bereit", "Anfragen gehen auf die neuen Replikate über", "Fehlgeschlagen: Model Deployment ist für die Gruppe ausgeschaltet"], steps.Select(step => step.Text));
        Assert.Equal("Noch 1 Replikat einer älteren Revision", steps[2].Detail);
        Assert.Equal(Failures.GroupDisabled("demo").Message, steps[3].Detail);
        Assert.NotEqual(failure.Message, steps[3].Detail);
    }

    [Fact]
    public void Numbers_have_a_comma()
    {
        Assert.Equal("0,25 CPU", UsageText.Cores(new ReplicaUsage("a", 0.25m, 0)));
        Assert.Equal("1.234/s", MetricsCharts.PerSecond(1234));
        Assert.Equal("1,5 s", MetricsCharts.Duration(1500));
        Assert.Equal("1,5 GiB", UsageCharts.MemoryText(1536));
    }

    [Fact]
    public void The_log_viewer_gets_its_words() =>
        Assert.Contains("Das Log beginnt hier", LogViewerWords.Json, StringComparison.Ordinal);

    [Fact]
    public void A_sentence_may_have_several_gaps_in_any_order()
    {
        var sentence = Render<Sentence>(parameters => parameters
            .Add(shown => shown.Text, "Von {1}, {2}: {0}!")
            .AddChildContent("<b>1</b>").Add(shown => shown.Second, "<b>2</b>").Add(shown => shown.Third, "<b>3</b>"));

        Assert.Equal("Von <b>2</b>, <b>3</b>: <b>1</b>!", sentence.Markup);
    }

    // As the controller writes things down.
    private static T InEnglish<T>(Func<T> write)
    {
        using var _ = new Reader("en");
        return write();
    }

    protected override void Dispose(bool disposing)
    {
        _reader.Dispose();
        base.Dispose(disposing);
    }
}
