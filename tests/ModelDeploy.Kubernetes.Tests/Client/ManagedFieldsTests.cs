using System.Text;
using System.Text.Json;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Tests.Client;

public sealed class ManagedFieldsTests
{
    [Theory]
    [InlineData("""{"f:spec":{"f:stop":{}}}""", true)]
    [InlineData("""{"f:metadata":{"f:labels":{"f:spec":{}}},"f:spec":{}}""", true)]
    [InlineData("""{"f:metadata":{"f:labels":{"f:spec":{}}},"f:status":{"f:spec":[1,{"f:spec":2}]}}""", false)]
    [InlineData("{}", false)]
    [InlineData("null", false)]
    [InlineData("[{\"f:spec\":1}]", false)]
    public async Task Only_a_field_of_the_spec_itself_counts(string fields, bool ownsSpec)
    {
        var json = $$"""[{"manager":"kubectl","operation":"Update","fieldsV1":{{fields}},"time":"2026-01-02T03:04:05Z"},{"manager":"other","operation":"Apply"}]""";

        // As it comes over the network, piece by piece.
        await using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json + new string(' ', 100_000)));
        var read = (await JsonSerializer.DeserializeAsync<ManagedFields[]>(stream, ApiJson.Options))!;

        Assert.Equal(new ManagedFields("kubectl", "Update", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), ownsSpec), read[0]);
        Assert.Equal(new ManagedFields("other", "Apply", null), read[1]);
    }
}
