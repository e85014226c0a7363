namespace ModelDeploy.ModelServer.Faults;

/// <summary>Two ways of never becoming ready.</summary>
internal enum NeverReady
{
    /// <summary>It becomes ready.</summary>
    Off,

    /// <summary>It runs but does not listen.</summary>
    Silent,

    /// <summary>It listens; readiness and predictions answer 503.</summary>
    Refusing,
}
