namespace ModelDeploy.Portal.Components.Shared;

/// <summary>A short notice at the edge of the window. Each is one of its own: the same words can be shown twice.</summary>
public sealed class Toast(ToastKind kind, string text, string? href = null, string? linkText = null)
{
    /// <summary>How it is meant.</summary>
    public ToastKind Kind => kind;

    /// <summary>One sentence.</summary>
    public string Text => text;

    /// <summary>Where a click leads, or null.</summary>
    public string? Href => href;

    /// <summary>The words of that link; null without one.</summary>
    public string? LinkText => linkText;
}
