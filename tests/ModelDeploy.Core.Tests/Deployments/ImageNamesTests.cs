using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Core.Tests.Deployments;

public sealed class ImageNamesTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("iris", "iris", "")]
    [InlineData("modeldeploy/iris:1.0", "modeldeploy/iris", "1.0")]
    [InlineData("registry.example.com:5000/team/iris", "registry.example.com:5000/team/iris", "")]
    [InlineData("registry.example.com:5000/team/iris:1.0", "registry.example.com:5000/team/iris", "1.0")]
    [InlineData("iris@" + Digest, "iris", Digest)]
    [InlineData("team/iris:1.0@" + Digest, "team/iris", "1.0@" + Digest)]
    [InlineData("registry:5000/iris:1.0@" + Digest, "registry:5000/iris", "1.0@" + Digest)]
    public void A_reference_is_a_name_and_perhaps_a_version(string image, string name, string version)
    {
        Assert.Equal(name, ImageNames.WithoutVersion(image).ToString());
        Assert.Equal(version, ImageNames.VersionOf(image).ToString());
    }

    [Theory]
    [InlineData("iris:1.0", "", "iris:1.0")]
    [InlineData("modeldeploy/iris:1.0", "modeldeploy", "iris:1.0")]
    [InlineData("registry.example.com:5000/team/iris", "registry.example.com:5000/team", "iris")]
    [InlineData("team/iris@" + Digest, "team", "iris@" + Digest)]
    public void An_image_lies_somewhere_under_a_name(string image, string place, string name) =>
        Assert.Equal((place, name), ImageNames.Parts(image));
}
