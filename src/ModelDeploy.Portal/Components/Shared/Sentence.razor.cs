using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace ModelDeploy.Portal.Components.Shared;

/// <summary>A text from a resource file with markup in its gaps, which lie where its language wants them.</summary>
public sealed partial class Sentence
{
    /// <summary>The text, its gaps written as <c>{0}</c>, <c>{1}</c>, <c>{2}</c>.</summary>
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>What stands at <c>{0}</c>.</summary>
    [Parameter]
    public RenderFragment? First { get; set; }

    /// <summary>What stands at <c>{1}</c>.</summary>
    [Parameter]
    public RenderFragment? Second { get; set; }

    /// <summary>What stands at <c>{2}</c>.</summary>
    [Parameter]
    public RenderFragment? Third { get; set; }

    [GeneratedRegex(@"(\{[0-2]\})", RegexOptions.CultureInvariant)]
    private static partial Regex Gap();
}
