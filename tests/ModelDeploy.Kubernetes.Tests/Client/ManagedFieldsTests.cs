using System.Text;
using System.Text.Json;
using ModelDeploy.Kubernetes.Client;

namespace ModelDeploy.Kubernetes.Tests.Client;

public sealed class ManagedFieldsTests
{
    [Theory]
    [InlineData("""{"f:spec":{"f:stop":{}}}""", "stop")]
    [InlineData("""{"f:metadata":{"f:labels":{"f:spec":{"f:stop":{}}}},"f:spec":{"f:env":{},"f:endpoint":{".":{},"f:accessType":{}},".":{},"f:stop":{}},"f:status":{"f:phase":{}}}""", "env endpoint stop")]
    [InlineData("""{"f:spec":{}}""", "")]
    [InlineData("""{"f:spec":[{"f:stop":1}]}""", "")]
    [InlineData("""{"f:metadata":{"f:labels":{"f:spec":{}}},"f:status":{"f:spec":[1,{"f:spec":2}]}}""", null)]
    [InlineData("{}", null)]
    [InlineData("null", null)]
    [InlineData("[{\"f:spec\":1}]", null)]
    public async Task Only_the_fields_right_below_the_spec_are_read(string fields, string? ofSpec)
    {
        var json = $$"""[{"manager":"kubectl","operation":"Update","fieldsV1":{{fields}},"time":"2026-01-02T03:04:05Z"},{"manager":"other","operation":"Apply"}]""";

        // As it comes over the network, piece by piece.
        await using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json + new string(' ', 100_000)));
        var read = (await JsonSerializer.DeserializeAsync<ManagedFields[]>(stream, ApiJson.Options))!;

        Assert.Equal(new ManagedFields("kubectl", "Update", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), ofSpec), read[0]);
        Assert.Equal(new ManagedFields("other", "Apply", null), read[1]);
    }

    [Fact]
    public void A_field_is_owned_by_its_whole_name()
    {
        var fields = new ManagedFields("kubectl", "Update", null, "endpoint stop");

        Assert.Equal([true, true, false], new[] { "endpoint", "stop", "end" }.Select(fields.Owns));
    }
}
