using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Journal;
using ModelDeploy.Portal.Components.Deployments.Detail.Revisions;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Portal.Tests.Deployments;

public sealed class SpecComparisonTests
{
    private static readonly CatalogSnapshot Catalog = new([AGroup.Named()], [AnInstanceType.Named(), AnInstanceType.Named("cpu-medium") with { DisplayName = "CPU medium" }], []);

    public static TheoryData<DeploymentSpec, DeploymentSpec, string[]> Edits() => new()
    {
        { ASpec.Usual, ASpec.Usual, [] },
        { ASpec.Usual, ASpec.Usual.WithReplicas(2), ["Replicas 1 → 2"] },
        { ASpec.Usual, ASpec.Usual.WithImage("modeldeploy/iris:2.0"), ["Model Image modeldeploy/iris:1.0 → modeldeploy/iris:2.0"] },
        { ASpec.Usual, ASpec.Usual.WithInstanceType("gone"), [$"Instance Type {AnInstanceType.Named().DisplayName} → gone"] },
        { ASpec.Usual, ASpec.Usual.WithInstanceType("cpu-medium"), [$"Instance Type {AnInstanceType.Named().DisplayName} → CPU medium"] },
        { ASpec.Usual, ASpec.Usual.WithMetadata("owner", "Ada"), ["Metadata owner added: Ada"] },
        { ASpec.Usual.WithMetadata("owner", "Ada"), ASpec.Usual.WithMetadata("owner", "Bob"), ["Metadata owner Ada → Bob"] },
        { ASpec.Usual.WithMetadata("owner", "Ada"), ASpec.Usual, ["Metadata owner removed"] },
        { ASpec.Usual.WithMetadata("a", "1").WithMetadata("b", "2"), ASpec.Usual.WithMetadata("b", "2").WithMetadata("a", "1"), [] },
        { ASpec.Usual.WithEnv("MODE", "fast"), ASpec.Usual.WithEnv("MODE", ""), ["Environment Variable MODE fast → "] },
        { ASpec.Usual.WithEnv("KEY", "old", secret: true), ASpec.Usual.WithEnv("KEY", "new", secret: true), [] },
        { ASpec.Usual.WithEnv("KEY", "old"), ASpec.Usual.WithEnv("KEY", "new", secret: true), ["Environment Variable KEY old → ••• (secret)"] },
        { ASpec.Usual, ASpec.Usual with { Description = "Two\nlines" }, ["Description added: Two…"] },
        { ASpec.Usual, ASpec.Usual.WithMetadata("owner", new string('x', 79) + "😀"), [$"Metadata owner added: {new string('x', 79)}…"] },
        { ASpec.Usual, ASpec.Usual with { Description = "\nsecond" }, ["Description added: …"] },
        { ASpec.Usual with { Description = "Short" }, ASpec.Usual with { Description = new string('x', 81) }, ["Description changed"] },
        { ASpec.Usual with { ModelUri = "s3://a" }, ASpec.Usual, ["Model URI removed"] },
        { ASpec.Usual, ASpec.Usual with { Readiness = Readiness.Http("/ready") }, ["Readiness TCP → HTTP /ready"] },
        { ASpec.Usual, ASpec.Usual with { Port = 8080, Access = AccessType.Private }, ["Port 9000 → 8080", "Access Public → Private"] },
        { ASpec.Usual, ASpec.Usual.WithDeadline(TimeSpan.FromMinutes(10)), ["Deadline 5 min → 10 min"] },
        { ASpec.Usual.Stopped(), ASpec.Usual, ["Stopped yes → no"] },
        { ASpec.Usual, ASpec.Usual.WithDisplayName("a\u202Eb"), ["Deployment Name Iris → a\\u202eb"] },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void A_difference_is_told_in_words(DeploymentSpec before, DeploymentSpec after, string[] words) =>
        Assert.Equal(words, SpecComparison.Changes(before, after, Catalog).Select(DifferenceWords.Of).Select(Plain));

    [Fact]
    public void What_is_gone_stands_where_it_stood()
    {
        var fields = SpecComparison.Of(ASpec.Usual.WithMetadata("a", "1").WithMetadata("b", "2"), ASpec.Usual.WithMetadata("b", "2").WithMetadata("c", "3"), Catalog)
            .Select(difference => difference.Field).Where(field => field.StartsWith("Metadata", StringComparison.Ordinal));

        Assert.Equal(["Metadata a", "Metadata b", "Metadata c"], fields);
    }

    [Fact]
    public void An_update_without_a_visible_difference_replaced_a_secret()
    {
        var spec = ASpec.Usual.WithEnv("KEY", "", secret: true);

        Assert.Equal(["The value of a secret was replaced"], DifferenceWords.Of(Entry(2, ChangeAction.Updated, spec), Entry(1, ChangeAction.Created, spec), Catalog));
    }

    [Fact]
    public void What_the_action_says_is_not_said_again()
    {
        Assert.Empty(DifferenceWords.Of(Entry(2, ChangeAction.Stopped, ASpec.Usual.Stopped()), Entry(1, ChangeAction.Created, ASpec.Usual), Catalog));
        Assert.Empty(DifferenceWords.Of(Entry(1, ChangeAction.Created, ASpec.Usual), null, Catalog));
    }

    [Theory]
    [InlineData("3..5", "3..5")]
    [InlineData("5..3", "3..5")]
    [InlineData("4..4", "4..4")]
    [InlineData("3", null)]
    [InlineData("0..1", null)]
    [InlineData("-1..2", null)]
    [InlineData("1..2..3", null)]
    [InlineData("1..99999999999999999999", null)]
    [InlineData(null, null)]
    public void A_pair_of_an_address_is_read_or_refused(string? text, string? pair) =>
        Assert.Equal(pair, RevisionPair.Parse(text)?.ToString());

    private static JournalEntry Entry(long revision, ChangeAction action, DeploymentSpec spec) =>
        new(revision, Guid.Empty, "iris", revision, AChange.Of(action), spec);

    private static string Plain(string words) => words.Replace("\u2068", "", StringComparison.Ordinal).Replace("\u2069", "", StringComparison.Ordinal);
}
