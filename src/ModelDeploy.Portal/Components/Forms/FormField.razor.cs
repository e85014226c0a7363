using Microsoft.AspNetCore.Components;

namespace ModelDeploy.Portal.Components.Forms;

/// <summary>One labelled field of a form.</summary>
public partial class FormField
{
    /// <summary>The visible label, which is the control's accessible name.</summary>
    [Parameter, EditorRequired] public required string Label { get; set; }

    /// <summary>The field's path as errors name it; the control's id is made of it.</summary>
    [Parameter, EditorRequired] public required string Path { get; set; }

    /// <summary>What the last submit brought back.</summary>
    [Parameter] public FormErrors Errors { get; set; } = FormErrors.None;

    /// <summary>A sentence that helps to fill it in, or null.</summary>
    [Parameter] public string? Hint { get; set; }

    /// <summary>Further CSS classes of the field, or null.</summary>
    [Parameter] public string? Class { get; set; }

    /// <summary>Whether it must be filled in; said to assistive technology.</summary>
    [Parameter] public bool Required { get; set; }

    /// <summary>More below the control, or null.</summary>
    [Parameter] public RenderFragment? Below { get; set; }

    /// <summary>The control, given the attributes it must carry.</summary>
    [Parameter, EditorRequired] public required RenderFragment<Dictionary<string, object>> ChildContent { get; set; }

    private string Id => $"field-{Path}";

    private string HintId => $"{Id}-hint";

    private string ErrorId => $"{Id}-error";

    private string? Error => Errors.For(Path);

    private Dictionary<string, object> ControlAttributes
    {
        get
        {
            var attributes = new Dictionary<string, object> { ["id"] = Id };
            if (Required)
                attributes["aria-required"] = "true";
            if (Error is not null)
                attributes["aria-invalid"] = "true";
            string[] descriptions = [.. Hint is null ? Array.Empty<string>() : [HintId], .. Error is null ? Array.Empty<string>() : [ErrorId]];
            if (descriptions.Length > 0)
                attributes["aria-describedby"] = string.Join(' ', descriptions);
            return attributes;
        }
    }
}
