namespace ModelDeploy.Portal.Metrics;

/// <summary>In which text metrics are written.</summary>
public enum MetricsFormat
{
    /// <summary>Prometheus' own, version 0.0.4: for whoever does not ask for the other.</summary>
    Prometheus,

    /// <summary>OpenMetrics 1.0.</summary>
    OpenMetrics,
}
