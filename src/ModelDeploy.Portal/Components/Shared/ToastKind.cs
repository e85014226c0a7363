namespace ModelDeploy.Portal.Components.Shared;

/// <summary>How a toast is meant.</summary>
public enum ToastKind
{
    /// <summary>Something was done.</summary>
    Success,

    /// <summary>Something to know.</summary>
    Info,

    /// <summary>Something was refused or failed.</summary>
    Error,
}
