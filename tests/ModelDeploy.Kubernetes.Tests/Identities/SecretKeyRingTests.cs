using System.Text.Json.Nodes;
using ModelDeploy.Kubernetes.Identities;

namespace ModelDeploy.Kubernetes.Tests.Identities;

public sealed class SecretKeyRingTests : IAsyncLifetime
{
    private ATestNamespace _place = null!;

    public async ValueTask InitializeAsync() => _place = await ATestNamespace.CreateAsync();

    public ValueTask DisposeAsync() => _place?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task What_several_portals_add_at_once_is_all_there()
    {
        var documents = Enumerable.Range(0, 8).Select(i => $"<key id=\"{i}\">🌷</key>").ToList();
        Assert.Empty(await Ring().ReadAsync(default));

        await Task.WhenAll(documents.Select((document, i) => Ring().AddAsync($"key-{i}.xml", document, default)));

        Assert.Equal(documents, await Ring().ReadAsync(default));
        var secret = (await _place.Client.GetAsync<JsonObject>(Kinds.Secret, _place.Name, SecretKeyRing.Name, default)).Value!;
        Assert.Equal("keys", $"{secret["metadata"]!["labels"]![Labels.Purpose]}");
    }

    private SecretKeyRing Ring() => new(_place.Client, _place.Name);
}
