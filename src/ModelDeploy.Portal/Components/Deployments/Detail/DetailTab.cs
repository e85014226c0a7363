namespace ModelDeploy.Portal.Components.Deployments.Detail;

/// <summary>The tabs of a deployment's page; their names in lower case are the values of <c>?tab=</c>.</summary>
public enum DetailTab
{
    /// <summary>What it is and how it is.</summary>
    Information,

    /// <summary>Requests to its model.</summary>
    TryIt,

    /// <summary>What its replicas write.</summary>
    Logs,

    /// <summary>How it is used.</summary>
    Metrics,

    /// <summary>Who may call its endpoint; only when that is private.</summary>
    Clients,

    /// <summary>What was done to it.</summary>
    History,
}
