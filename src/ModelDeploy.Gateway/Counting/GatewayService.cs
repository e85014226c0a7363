namespace ModelDeploy.Gateway.Counting;

/// <summary>What a request asks of a model, by its path; as Seldon names its services.</summary>
public enum GatewayService
{
    /// <summary>An answer of the model, in whatever protocol.</summary>
    Predictions,

    /// <summary>Telling it how good an answer was.</summary>
    Feedback,

    /// <summary>Whether it is ready and well.</summary>
    Status,

    /// <summary>What it is and takes.</summary>
    Metadata,
}
