using ModelDeploy.Core.Deployments;
using ModelDeploy.TestKit.Builders;

namespace ModelDeploy.Core.Tests.Deployments;

public sealed class DeploymentTableTests
{
    private static readonly DeploymentTable Three = DeploymentTable.Of([ADeployment.Named("m-c"), ADeployment.Named("m-a"), ADeployment.Named("m-b")]);

    [Theory]
    [InlineData("m-0", "m-0 m-a m-b m-c")]
    [InlineData("m-aa", "m-a m-aa m-b m-c")]
    [InlineData("m-b", "m-a m-b m-c")]
    [InlineData("m-d", "m-a m-b m-c m-d")]
    public void What_is_put_in_is_found_in_its_place(string id, string expected)
    {
        var put = ADeployment.Named(id);
        var table = Three.With(put);

        Assert.Equal(expected, Ids(table));
        Assert.Same(put, table.Find(put.Key));
    }

    [Theory]
    [InlineData("m-a", "m-b m-c")]
    [InlineData("m-b", "m-a m-c")]
    [InlineData("m-c", "m-a m-b")]
    [InlineData("m-d", "m-a m-b m-c")]
    public void What_is_taken_out_is_gone(string id, string expected)
    {
        var table = Three.Without(new DeploymentKey(id));

        Assert.Equal(expected, Ids(table));
        Assert.Null(table.Find(new DeploymentKey(id)));
    }

    [Fact]
    public void A_table_that_was_handed_out_never_changes()
    {
        var handedOut = Three.All;

        _ = Three.With(ADeployment.Named("m-a")).With(ADeployment.Named("m-d")).Without(new DeploymentKey("m-b"));

        Assert.Equal("m-a m-b m-c", string.Join(' ', handedOut.Select(deployment => deployment.Id)));
        Assert.Same(handedOut[0], Three.Find(new DeploymentKey("m-a")));
    }

    private static string Ids(DeploymentTable table) => string.Join(' ', table.All.Select(deployment => deployment.Id));
}
