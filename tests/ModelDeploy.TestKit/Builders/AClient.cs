using ModelDeploy.Core;
using ModelDeploy.Core.Clients;
using ModelDeploy.Core.Deployments;

namespace ModelDeploy.TestKit.Builders;

/// <summary>Clients of private endpoints for tests.</summary>
public static class AClient
{
    /// <summary>A client with these keys, given by their texts and good for ever.</summary>
    public static EndpointClient With(string name, params string[] keys) => new(name, [.. keys.Select(key => Key(key))]);

    /// <summary>A key of this text.</summary>
    public static ClientKey Key(string text, DateTimeOffset? expiresAt = null) =>
        new(ClientKeyText.CreateId(), ClientKeyText.HashOf(text)!, AChange.Start, expiresAt);

    /// <summary>The same spec, private and for these clients.</summary>
    public static DeploymentSpec PrivateFor(this DeploymentSpec spec, params EndpointClient[] clients) =>
        spec with { Access = AccessType.Private, Clients = clients.ToEquatableList() };
}
