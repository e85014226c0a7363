using System.Text;
using CsCheck;
using ModelDeploy.Core.Clients;
using ModelDeploy.Gateway.Clients;
using ModelDeploy.Gateway.Tests.Support;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Fuzzing;

namespace ModelDeploy.Gateway.Tests.Fuzzing;

/// <summary>What callers show: only what was issued opens anything, and nothing that they show breaks the gateway.</summary>
public sealed class CredentialFuzzTests
{
    // Always the same, so that a seed repeats what it told.
    private const string Key = "mdk_0123456789abcdefghijABCDEFGHIJ-_zyxwvutsrqp";
    private static readonly string Basic = Convert.ToBase64String(Encoding.ASCII.GetBytes($"ci:{Key}"));

    private static readonly RouteClients Clients = RouteClients.Of(
        ADeployment.Named("iris").WithSpec(spec => spec.PrivateFor(AClient.With("ci", Key), AClient.With("app", ClientKeyText.Create()))), before: null);

    private static readonly Gen<string> Shown = Gen.Frequency(
        (4, Mutated.Of($"Bearer {Key}")),
        (4, Mutated.Of($"Basic {Basic}")),
        (2, Mutated.Of($"ci:{Key}").Select(pair => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))}")),
        (1, HostileText.Any),
        (1, HostileText.Any.Select(text => $"Bearer {text}")),
        (1, HostileText.Any.Select(text => $"Basic {text}")));

    [Fact]
    public void What_was_issued_opens()
    {
        Assert.True(Opens($"Bearer {Key}"));
        Assert.True(Opens($"Basic {Basic}"));
    }

    [Fact]
    public void A_key_that_was_changed_opens_nothing() => Fuzz.Holds(Mutated.Of(Key), key =>
    {
        Assert.Equal(key.Trim(' ') == Key, Opens($"Bearer {key}"));
        Assert.False(Opens($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"ci:{key}"))}"));
    });

    [Fact]
    public void Whatever_opens_is_the_key_in_one_of_its_two_spellings() => Fuzz.Holds(Shown, shown =>
    {
        if (!Opens(shown))
            return;
        var (scheme, rest) = shown.Trim(' ') switch
        {
            var text when text.StartsWith("bearer ", StringComparison.OrdinalIgnoreCase) => ("bearer", text[7..]),
            var text when text.StartsWith("basic ", StringComparison.OrdinalIgnoreCase) => ("basic", text[6..]),
            _ => ("", ""),
        };
        Assert.Equal(scheme switch { "bearer" => Key, "basic" => Basic, _ => "none" }, rest.Trim(' '));
    });

    [Fact]
    public async Task Whatever_is_shown_is_answered_with_a_refusal_and_never_reaches_the_model()
    {
        await using var model = await AModel.SayingAsync("hello");
        await using var gateway = await AGateway.StartAsync();
        gateway.Knowing(ADeployment.Named("iris").At(Routed.Replica("iris-0", model.Address)).WithSpec(spec => spec.PrivateFor(AClient.With("ci", Key))));
        var refused = Shown.Select(OneLine).Where(shown => !Opens(shown.Trim(' ', '\t')));

        await Fuzz.HoldsAsync(refused, async shown =>
        {
            var bytes = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(shown));
            var answer = await gateway.SendRawAsync($"GET /deployment/iris/v2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: {bytes}\r\n\r\n");
            Assert.Matches("^HTTP/1.1 (400|401|431) ", answer);
        });

        Assert.Equal(0, model.Requests);
        Assert.StartsWith("HTTP/1.1 200 ", await gateway.SendRawAsync($"GET /deployment/iris/v2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Basic {Basic}\r\n\r\n"));
    }

    /// <summary>What follows a line's end is another header.</summary>
    private static string OneLine(string text) => text.Replace('\n', ' ');

    private static bool Opens(string shown) => Credential.Read(shown) is { } credential && Clients.Find(credential, AChange.Start) is not null;
}
