using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Portal.Components.Deployments.Form;
using ModelDeploy.Portal.Components.Deployments.Grid.Bulk;
using ModelDeploy.Portal.Components.Deployments.Grid.Listing;
using ModelDeploy.TestKit;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Languages;

/// <summary>What the list of deployments and their form say to people who read German.</summary>
public sealed class DeploymentWordsTests : IDisposable
{
    private static readonly Deployment Iris = ADeployment.Named();

    private readonly Reader _reader = new("de");

    public void Dispose() => _reader.Dispose();

    [Theory]
    [InlineData(1, 0, "Stoppen angenommen für 1 von 1 Deployment.")]
    [InlineData(1000, 1, "Stoppen angenommen für 1 von 1.000 Deployments; 1 abgelehnt; 998 blieben, wie sie waren.")]
    public void A_summary_counts_in_German(int wanted, int refused, string words) => Assert.Equal(
        words,
        BulkWords.Summary(DeploymentAction.Stop, [new(Iris, null), .. Enumerable.Repeat(new BulkOutcome(Iris, "Nein."), refused)], wanted));

    [Theory]
    [InlineData(1, "1 Deployment löschen?", "1 Deployment wird gelöscht", "1 löschen")]
    [InlineData(2, "2 Deployments löschen?", "2 Deployments werden gelöscht", "2 löschen")]
    public void A_question_its_confirmation_and_what_is_done_agree_in_number(int count, string question, string doing, string toType)
    {
        var plan = new BulkPlan(DeploymentAction.Delete, [.. Enumerable.Repeat(Iris, count)], new Dictionary<string, int>());

        Assert.Equal((question, doing, toType), (BulkWords.Question(plan), BulkWords.Doing(plan.Action, count), BulkWords.ToType(plan)));
    }

    [Fact]
    public void Orders_and_columns_are_named_anew_for_each_reader()
    {
        Assert.Equal("Neueste", DeploymentOrder.Choices[0].Words);
        Assert.Equal("Geändert", GridColumns.Title(GridColumn.LastUpdated));
        using var other = new Reader("en");
        Assert.Equal("Newest", DeploymentOrder.Choices[0].Words);
        Assert.Equal("Last Updated", GridColumns.Title(GridColumn.LastUpdated));
    }

    [Theory]
    [InlineData("Iris", "Iris Kopie")]
    [InlineData("Iris Kopie", "Iris Kopie")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234", "1234567890123456789012345678901234567890123456789012345678 Kopie")]
    public void A_clone_is_named_as_its_reader_would(string name, string proposed)
    {
        Assert.Equal(proposed, CopyName.Of(name));
        Assert.True(proposed.Length <= 64);
    }

    [Theory]
    [InlineData(1, "Es ist gestoppt und bleibt es. „Speichern und starten“ startet 1 Replikat.")]
    [InlineData(3, "Es ist gestoppt und bleibt es. „Speichern und starten“ startet 3 Replikate.")]
    public void What_an_edit_does_is_one_German_sentence(int replicas, string meaning)
    {
        var stopped = Iris.Stopped();
        var changes = SpecChanges.Of(stopped, stopped.Spec.WithReplicas(replicas).WithImage("modeldeploy/iris:9"), CatalogSnapshot.Empty);

        Assert.Equal("Speichern startet nichts", EffectText.Of(changes, stopped, replicas));
        Assert.Equal(meaning, EffectText.Meaning(changes, stopped, replicas, oneAwayFirst: false));
    }

    [Fact]
    public void A_quota_has_German_numbers_and_names()
    {
        var forecast = new QuotaForecast(
            new QuotaUse(new Resources(3.5m, 1L << 30, 2), 2), new QuotaUse(new Resources(1, 512L << 20, 1), 1),
            new Quota(4, null, null, 10), [new Shortage(QuotaResource.Cpu, 1, 3.5m, 4)], OneAwayFirst: false);

        Assert.Equal(
            [("CPU", "3,5 CPU", "4 CPU"), ("Arbeitsspeicher", "1 GiB", "unbegrenzt"), ("GPU", "2 GPU", "unbegrenzt"), ("Deployments", "2", "10")],
            QuotaLine.Of(forecast).Select(line => (line.Resource, line.Used, line.Limit)));
    }

    [Fact]
    public void A_tile_says_what_there_is_too_little_of() => Assert.Equal(
        "Jetzt kein Platz: 0,5 CPU zu wenig für ein Replikat.",
        TypeRoomText.Of(AnInstanceType.Named().WithResources(1, 1L << 30), 1, new Resources(3.5m, 0, 0), new Quota(4, null, null, null)));
}
