using ModelDeploy.Portal.SignIn;

namespace ModelDeploy.Portal.Tests.SignIn;

public sealed class AnotherLinkCommandTests
{
    [Theory]
    [InlineData("/srv/portal/data", "")]
    [InlineData("/var/lib/modeldeploy", " --ModelDeploy:DataDirectory=/var/lib/modeldeploy")]
    [InlineData("/home/ada/my data", " --ModelDeploy:DataDirectory='/home/ada/my data'")]
    [InlineData("/home/o'hara", " --ModelDeploy:DataDirectory='/home/o'\\''hara'")]
    public void A_data_directory_that_is_not_the_default_is_named(string dataDirectory, string named) =>
        Assert.Equal(
            $"dotnet run --project src/ModelDeploy.Portal -- --print-link{named}", AnotherLinkCommand.For(dataDirectory, "/srv/portal"));
}
