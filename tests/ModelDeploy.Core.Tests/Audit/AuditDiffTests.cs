using ModelDeploy.Core.Audit;
using ModelDeploy.Core.Deployments;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Core.Tests.Audit;

public sealed class AuditDiffTests
{
    [Fact]
    public void Only_what_differs_is_told_with_its_path()
    {
        var before = ASpec.Usual.WithReplicas(1);

        Assert.Equal([new AuditedField("replicas", "1", "3")], AuditDiff.Of(before, before.WithReplicas(3)));
        Assert.Empty(AuditDiff.Of(before, before with { }));
    }

    [Fact]
    public void What_comes_and_what_goes_has_one_side()
    {
        Assert.Equal([new AuditedField("name", null, "a")], AuditDiff.Of(null, new Named("a", null)));
        Assert.Equal([new AuditedField("name", "a", null)], AuditDiff.Of(new Named("a", null), null));
    }

    [Fact]
    public void Lists_are_told_by_their_places() =>
        Assert.Equal([new AuditedField("more[1]", null, "y")], AuditDiff.Of(new Named("a", ["x"]), new Named("a", ["x", "y"])));

    [Fact]
    public void A_long_value_is_cut_with_a_mark_and_compared_whole()
    {
        var long1 = new string('x', 1_000);

        var field = Assert.Single(AuditDiff.Of(new Named(long1, null), new Named(long1 + "y", null)));

        Assert.Equal((field.Before, $"{long1[..AuditDiff.LongestValue]}…"), (field.After, field.After));
    }

    [Fact]
    public void Of_very_many_fields_the_first_are_told() =>
        Assert.Equal(AuditDiff.MostFields, AuditDiff.Of(null, new Named("a", [.. Enumerable.Range(0, 1_000).Select(i => $"{i}")])).Count);

    private sealed record Named(string Name, EquatableList<string>? More);
}
