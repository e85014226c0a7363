using ModelDeploy.Core.Deployments;

namespace ModelDeploy.Core.Tests.Deployments;

public sealed class ImageReferenceTests
{
    [Theory]
    [InlineData("model")]
    [InlineData("modeldeploy/iris:1.0")]
    [InlineData("sandhya1594/spam-classifier:1.0.0.1")]
    [InlineData("registry.example.com:5000/team/my_model:v1-RC.2")]
    [InlineData("localhost:5000/a/b/c")]
    [InlineData("EXAMPLE.com/model")]
    [InlineData("model@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("a--b__c.d/e:1")]
    public void Valid_references_are_accepted(string image)
    {
        Assert.Null(ImageReference.WhyInvalid(image));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Model")]
    [InlineData("model:")]
    [InlineData("model:tag with space")]
    [InlineData("/model")]
    [InlineData("model/")]
    [InlineData("team//model")]
    [InlineData("-model")]
    [InlineData("model..x")]
    [InlineData("model:1\n")]
    [InlineData("http://example.com/model")]
    [InlineData("model@sha256:123")]
    [InlineData("model; rm -rf /")]
    [InlineData("modèle")]
    public void Invalid_references_are_refused(string image)
    {
        Assert.NotNull(ImageReference.WhyInvalid(image));
    }

    [Fact]
    public void The_name_without_tag_has_a_limit()
    {
        Assert.Null(ImageReference.WhyInvalid(new string('a', 255) + ":1.0"));
        Assert.NotNull(ImageReference.WhyInvalid(new string('a', 256)));
    }
}
