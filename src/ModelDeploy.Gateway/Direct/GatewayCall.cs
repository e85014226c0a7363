namespace ModelDeploy.Gateway.Direct;

/// <summary>A request of the portal itself to a deployment's endpoint.</summary>
/// <param name="DeploymentId">Which deployment. Whoever asks has made sure that its viewer may see it.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="PathAndQuery">What to ask of the model, as after <c>/deployment/id</c> in an address, with its leading slash.</param>
/// <param name="Body">The body, or null for none.</param>
public sealed record GatewayCall(string DeploymentId, string Method, string PathAndQuery, ReadOnlyMemory<byte>? Body = null)
{
    /// <summary>The body's type.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Where people reach the portal; the model is told of it as with every request.</summary>
    public Uri Origin { get; init; } = new("http://localhost");

    /// <summary>Whether it counts as one of the deployment's requests. What nobody asked for does not.</summary>
    public bool IsCounted { get; init; } = true;
}
