namespace ModelDeploy.Portal.Options;

/// <summary>How callers from outside of a cluster reach a model.</summary>
public enum ExposureKind
{
    /// <summary>Through the gateway, at its own address.</summary>
    Gateway,

    /// <summary>By an Ingress per deployment that leads to the gateway.</summary>
    Ingress,

    /// <summary>By an Ingress per deployment that leads past the gateway, as PrimeHub did.</summary>
    DirectIngress,
}
