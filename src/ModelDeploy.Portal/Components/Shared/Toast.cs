namespace ModelDeploy.Portal.Components.Shared;

/// <summary>A short notice at the edge of the window.</summary>
/// <param name="Kind">How it is meant.</param>
/// <param name="Text">One sentence.</param>
/// <param name="Href">Where a click leads, or null.</param>
/// <param name="LinkText">The words of that link; null without one.</param>
public sealed record Toast(ToastKind Kind, string Text, string? Href = null, string? LinkText = null);
