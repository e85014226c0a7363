using System.Text.Json;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Portal.Options;
using ModelDeploy.Portal.SignIn.OpenId;

namespace ModelDeploy.Portal.Tests.SignIn.OpenId;

public sealed class OidcPersonTests
{
    private static readonly OidcOptions Options = new()
    {
        Authority = new Uri("https://provider.example"), ClientId = "portal", ClientSecret = "x", AdminGroup = "admins", AdminSubjects = ["root"],
    };

    [Theory]
    [InlineData("""{"sub":"1","groups":["/team","other"]}""", null, "other,team")]
    [InlineData("""{"sub":"1","groups":"team"}""", null, "team")]
    [InlineData("""{"sub":"1","groups":["team",7,null,"\ud800"]}""", null, "team")]
    [InlineData("""{"sub":"1","groups":["/org/team"]}""", null, "org/team")]
    [InlineData("""{"sub":"1","groups":{"team":true}}""", null, "")]
    [InlineData("""{"sub":"1"}""", null, "")]
    [InlineData("""{"sub":"1"}""", """{"sub":"1","groups":["team"]}""", "team")]
    [InlineData("""{"sub":"1","groups":["signed"]}""", """{"sub":"1","groups":["told"]}""", "signed")]
    [InlineData("""{"sub":"1","groups":[]}""", """{"sub":"1","groups":["told"]}""", "")]
    public void Groups_are_those_of_the_token_else_of_the_user_information(string claims, string? more, string expected) =>
        Assert.Equal(expected, string.Join(',', Read(claims, more).Groups.Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData("""{"sub":"1","name":" Ada Lovelace ","email":"ada@example.com"}""", "Ada Lovelace")]
    [InlineData("""{"sub":"1","name":"  ","preferred_username":"ada"}""", "ada")]
    [InlineData("""{"sub":"1","name":7,"email":"ada@example.com"}""", "ada@example.com")]
    [InlineData("""{"sub":"1","name":"A\u0000d\na"}""", "Ada")]
    [InlineData("""{"sub":"1"}""", "1")]
    public void The_name_is_the_first_that_there_is(string claims, string expected) => Assert.Equal(expected, Read(claims).Account.Name);

    [Theory]
    [InlineData("""{"sub":"1","groups":["admins"]}""", true)]
    [InlineData("""{"sub":"1","groups":"/admins"}""", true)]
    [InlineData("""{"sub":"root"}""", true)]
    [InlineData("""{"sub":"1","groups":["Admins","admins2","/x/admins"]}""", false)]
    [InlineData("""{"sub":"1","email":"root"}""", false)]
    public void Administrators_are_those_of_the_group_and_those_that_are_named(string claims, bool expected) =>
        Assert.Equal(expected, Read(claims).Account.IsSystemAdmin);

    [Fact]
    public void A_person_is_issuer_and_subject_whatever_else_is_said() =>
        Assert.Equal(new PersonKey("https://provider.example", "1"), Read("""{"sub":"1","email":"ada@example.com","iss":"x"}""").Account.Key);

    [Theory]
    [InlineData("""{"sub":"1","_claim_names":{"groups":"src1"}}""", true)]
    [InlineData("""{"sub":"1","_claim_names":{"roles":"src1"}}""", false)]
    public void Groups_that_lie_elsewhere_are_noticed(string claims, bool expected) => Assert.Equal(expected, Read(claims).GroupsAreElsewhere);

    [Theory]
    [InlineData("""{"issuer":"https://elsewhere.example"}""", "another issuer")]
    [InlineData("""{"issuer":"https://provider.example/"}""", "no authorization_endpoint")]
    [InlineData("""{"issuer":"https://provider.example","authorization_endpoint":"http://provider.example/a"}""", "not an https address")]
    [InlineData("""{"issuer":"https://provider.example","authorization_endpoint":"javascript:alert(1)"}""", "not an https address")]
    public void A_discovery_document_that_does_not_fit_is_refused(string document, string because)
    {
        var refused = Assert.Throws<ProviderException>(() => ProviderDocument.Read(Parse(document), Options.Authority));
        Assert.Contains(because, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(""","token_endpoint_auth_methods_supported":["client_secret_post"]""", false)]
    [InlineData(""","token_endpoint_auth_methods_supported":["client_secret_post","client_secret_basic"]""", true)]
    public void The_secret_travels_as_the_provider_takes_it(string methods, bool inHeader)
    {
        var document = ProviderDocument.Read(
            Parse($$"""{"issuer":"https://provider.example","authorization_endpoint":"https://a.example","token_endpoint":"https://t.example","jwks_uri":"https://k.example"{{methods}}}"""),
            Options.Authority);
        Assert.Equal(inHeader, document.TakesBasic);
    }

    private static ProvenPerson Read(string claims, string? more = null) =>
        ProvenPerson.Read(Parse(claims), more is null ? null : Parse(more), "https://provider.example", Options);

    private static JsonElement Parse(string text) => JsonDocument.Parse(text).RootElement;
}
