using ModelDeploy.Portal.SignIn;

namespace ModelDeploy.Portal.Tests.SignIn;

public sealed class LocalPathTests
{
    [Theory]
    [InlineData("/deployments/iris?tab=logs", "/deployments/iris?tab=logs")]
    [InlineData("/", "/")]
    [InlineData(null, LocalPath.Start)]
    [InlineData("", LocalPath.Start)]
    [InlineData("deployments", LocalPath.Start)]
    [InlineData("https://elsewhere.example", LocalPath.Start)]
    [InlineData("//elsewhere.example", LocalPath.Start)]
    [InlineData("/\\elsewhere.example", LocalPath.Start)]
    [InlineData("/\t/elsewhere.example", LocalPath.Start)]
    [InlineData("/sign-in?token=x", LocalPath.Start)]
    public void Only_paths_of_this_portal_are_followed(string? path, string expected) =>
        Assert.Equal(expected, LocalPath.OrStart(path));
}
