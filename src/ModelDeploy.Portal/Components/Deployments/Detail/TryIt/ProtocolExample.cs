namespace ModelDeploy.Portal.Components.Deployments.Detail.TryIt;

/// <summary>A request to begin with.</summary>
/// <param name="Protocol">In whose shape.</param>
/// <param name="Path">What to POST to, as after <c>/deployment/id</c>.</param>
/// <param name="Body">The body, JSON.</param>
/// <param name="IsFitting">Whether the model should take it; else it only shows the shape.</param>
public sealed record ProtocolExample(ModelProtocol Protocol, string Path, string Body, bool IsFitting)
{
    /// <summary>The protocol's name as people know it.</summary>
    public string Name => Protocol switch
    {
        ModelProtocol.Seldon => "Seldon v1",
        ModelProtocol.OpenInference => "Open Inference v2",
        ModelProtocol.KServe => "KServe v1",
        ModelProtocol.OpenAi => "OpenAI chat",
        ModelProtocol.MLflow => "MLflow scoring",
    };
}
