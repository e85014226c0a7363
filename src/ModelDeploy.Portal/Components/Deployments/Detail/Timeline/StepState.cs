namespace ModelDeploy.Portal.Components.Deployments.Detail.Timeline;

/// <summary>How far a step of a timeline is.</summary>
public enum StepState
{
    /// <summary>It happened.</summary>
    Done,

    /// <summary>It happens now.</summary>
    Current,

    /// <summary>It comes later.</summary>
    Pending,

    /// <summary>It went wrong, or something is in its way.</summary>
    Trouble,
}
