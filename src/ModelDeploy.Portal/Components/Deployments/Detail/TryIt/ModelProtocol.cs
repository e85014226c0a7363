namespace ModelDeploy.Portal.Components.Deployments.Detail.TryIt;

/// <summary>The prediction protocols that the gateway lets through.</summary>
public enum ModelProtocol
{
    /// <summary>Seldon's protocol, version 1.</summary>
    Seldon,

    /// <summary>The Open Inference protocol, version 2.</summary>
    OpenInference,

    /// <summary>KServe's protocol, version 1, which TensorFlow Serving speaks too.</summary>
    KServe,

    /// <summary>Chat completions in the shape of OpenAI.</summary>
    OpenAi,

    /// <summary>MLflow scoring.</summary>
    MLflow,
}
