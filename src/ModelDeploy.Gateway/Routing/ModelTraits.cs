namespace ModelDeploy.Gateway.Routing;

/// <summary>What the gateway has learnt about the server in one template's replicas. Shared by them, safe to use at once.</summary>
public sealed class ModelTraits
{
    private volatile PredictionsPath _predictions;

    /// <summary>Where the server takes Seldon predictions.</summary>
    public PredictionsPath Predictions => _predictions;

    internal void Learn(PredictionsPath predictions) => _predictions = predictions;
}

/// <summary>Where a server takes Seldon predictions.</summary>
public enum PredictionsPath
{
    /// <summary>Nobody has asked it successfully yet.</summary>
    Unknown,

    /// <summary>At <c>/api/v1.0/predictions</c>.</summary>
    Standard,

    /// <summary>Only at <c>/predict</c>, as old Seldon wrappers do.</summary>
    Predict,
}
