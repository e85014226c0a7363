using ModelDeploy.Core.Deployments;
using ModelDeploy.Portal.Examples;

namespace ModelDeploy.Portal.Tests.Deployments;

public sealed class ExampleCodeTests
{
    private const string Address = "https://host/deployment/a/api/v1.0/predictions";

    [Fact]
    public void An_example_survives_the_shell() =>
        Assert.Equal(
            """
            curl -X POST 'https://host/deployment/a/api/v1.0/predictions' \
              -u 'CLIENT:KEY' \
              -H 'Content-Type: application/json' \
              -d '{"strData":"it'\''s"}'
            """.ReplaceLineEndings("\n"),
            ExampleCode.For(ExampleLanguage.Curl, Address, """{"strData":"it's"}""", AccessType.Private));

    [Theory]
    [InlineData(ExampleLanguage.Python, """{"strData":"it's"}""", """data="{\"strData\":\"it's\"}".encode()""")]
    [InlineData(ExampleLanguage.Python, """{"n":[1]}""", """data='{"n":[1]}'.encode()""")]
    [InlineData(ExampleLanguage.Python, """{"path":"a\\b"}""", """data="{\"path\":\"a\\\\b\"}".encode()""")]
    [InlineData(ExampleLanguage.JavaScript, """{"n":[1]}""", """body: '{"n":[1]}',""")]
    [InlineData(ExampleLanguage.CSharp, """{"n":[1]}""", "new StringContent(\"\"\"{\"n\":[1]}\"\"\", Encoding.UTF8")]
    [InlineData(ExampleLanguage.CSharp, "{\"n\":\"\"\"\"}", """new StringContent("{\"n\":\"\"\"\"}", Encoding.UTF8""")]
    public void A_body_is_quoted_as_the_language_wants_it(ExampleLanguage language, string body, string line) =>
        Assert.Contains(line, ExampleCode.For(language, Address, body, AccessType.Public), StringComparison.Ordinal);

    [Theory]
    [InlineData(ExampleLanguage.Curl)]
    [InlineData(ExampleLanguage.Python)]
    [InlineData(ExampleLanguage.CSharp)]
    [InlineData(ExampleLanguage.JavaScript)]
    public void A_key_is_asked_for_only_where_one_is_needed(ExampleLanguage language)
    {
        Assert.Contains("CLIENT:KEY", ExampleCode.For(language, Address, "{}", AccessType.Private), StringComparison.Ordinal);
        Assert.DoesNotContain("CLIENT", ExampleCode.For(language, Address, "{}", AccessType.Public), StringComparison.Ordinal);
    }
}
