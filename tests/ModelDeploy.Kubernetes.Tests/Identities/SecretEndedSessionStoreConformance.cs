using System.Text.Json.Nodes;
using ModelDeploy.Core.Accounts;
using ModelDeploy.Kubernetes.Identities;
using ModelDeploy.TestKit.Builders;
using ModelDeploy.TestKit.Conformance;

namespace ModelDeploy.Kubernetes.Tests.Identities;

public sealed class SecretEndedSessionStoreConformance : EndedSessionStoreConformance, IAsyncLifetime
{
    private ATestNamespace _namespace = null!;

    protected override IEndedSessionStore Store => new SecretEndedSessionStore(_namespace.Client, _namespace.Name);

    public async ValueTask InitializeAsync() => _namespace = await ATestNamespace.CreateAsync();

    public ValueTask DisposeAsync() => _namespace is null ? ValueTask.CompletedTask : _namespace.DisposeAsync();

    [Fact]
    public async Task What_somebody_else_put_into_the_secret_is_passed_over()
    {
        var ended = new EndedSession(EndedSession.MarkOf("one"), AChange.Start);
        await Store.AddAsync(ended, AChange.Start.AddHours(-12), default);
        var foreign = new JsonObject { ["data"] = new JsonObject { ["note"] = Convert.ToBase64String("hello"u8), ["far"] = Convert.ToBase64String("99999999999999999999"u8) } };
        Assert.Null((await _namespace.Client.MergeAsync<JsonObject>(Kinds.Secret, _namespace.Name, SecretEndedSessionStore.Name, foreign, part: null, default)).Error);

        Assert.Equal([ended], await Store.ListAsync(default));
    }
}
