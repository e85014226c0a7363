using ModelDeploy.Portal.Options;
using ModelDeploy.Portal.SignIn;

namespace ModelDeploy.Portal.Tests.SignIn;

public sealed class AnotherLinkCommandTests
{
    [Theory]
    [InlineData("/srv/portal/data", "")]
    [InlineData("/var/lib/modeldeploy", " --ModelDeploy:DataDirectory=/var/lib/modeldeploy")]
    [InlineData("/home/ada/my data", " --ModelDeploy:DataDirectory='/home/ada/my data'")]
    [InlineData("/home/o'hara", " --ModelDeploy:DataDirectory='/home/o'\\''hara'")]
    public void A_data_directory_that_is_not_the_default_is_named(string dataDirectory, string named) => Assert.Equal(
        $"dotnet run --project src/ModelDeploy.Portal -- --print-link{named}",
        AnotherLinkCommand.For(new ModelDeployOptions { DataDirectory = dataDirectory }, "/srv/portal"));

    [Fact]
    public void A_published_portal_on_a_cluster_is_named_with_its_program_and_its_cluster()
    {
        var options = new ModelDeployOptions
        {
            DataDirectory = "/app/data",
            Store = StoreKind.Kubernetes,
            Runtime = RuntimeKind.Kubernetes,
            Kubernetes = new ClusterOptions { Namespace = "models" },
        };

        Assert.Equal(
            "/app/ModelDeploy.Portal --print-link --ModelDeploy:Store=Kubernetes --ModelDeploy:Runtime=Kubernetes --ModelDeploy:Kubernetes:Namespace=models",
            AnotherLinkCommand.For(options, "/app", "/app/ModelDeploy.Portal"));
    }
}
