using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Core.Tests.Deployments;

public sealed class DeploymentIdsTests
{
    [Theory]
    [InlineData("abc")]
    [InlineData("spam-classifier-abcxy")]
    [InlineData("a23456789-123456789-123456789-123456789-123456789-123456")]
    public void Valid_ids_are_accepted(string id)
    {
        Assert.Null(DeploymentIds.WhyInvalid(id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("Abc")]
    [InlineData("1abc")]
    [InlineData("-abc")]
    [InlineData("abc-")]
    [InlineData("a_c")]
    [InlineData("a c")]
    [InlineData("abc\n")]
    [InlineData("../etc")]
    [InlineData("create")]
    [InlineData("a23456789-123456789-123456789-123456789-123456789-1234567")]
    public void Invalid_ids_are_refused(string id)
    {
        Assert.NotNull(DeploymentIds.WhyInvalid(id));
    }

    [Theory]
    [InlineData("Spam classifier", "spam-classifier-abcxy")]
    [InlineData("  Ünïcode & Co.  ", "uenicode-co-abcxy")]
    [InlineData("2nd model", "model-2nd-model-abcxy")]
    [InlineData("模型", "model-abcxy")]
    [InlineData("", "model-abcxy")]
    [InlineData("Ähnlichkeits-Prüfung Größe", "aehnlichkeits-pruefung-groesse-abcxy")]
    [InlineData("Détection d'Été à Łódź", "detection-d-ete-a-lodz-abcxy")]
    [InlineData("Модель 7", "model-7-abcxy")]
    public void The_proposal_comes_from_the_name(string name, string id)
    {
        Assert.Equal(id, DeploymentIds.Propose(name, "abcxy"));
    }

    [Fact]
    public void Every_proposal_is_valid_and_no_two_are_alike()
    {
        string[] names = ["", "-", "x", new string('y', 200), "9", "a b", "Ω", "trailing-" + new string('z', 41) + "-x"];

        var ids = names.SelectMany(name => Enumerable.Range(0, 50).Select(_ => DeploymentIds.Propose(name, DeploymentIds.NewSuffix()))).ToList();

        Assert.All(ids, id => Assert.Null(DeploymentIds.WhyInvalid(id)));
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }
}
