using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace ModelDeploy.Portal.Components.Shared;

/// <summary>Words with markup among them, in the order that each language wants.</summary>
public sealed partial class Sentence
{
    /// <summary>A whole sentence of the resources, with the gap <c>{0}</c>, perhaps <c>{1}</c> and <c>{2}</c>.</summary>
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>What stands in the gap <c>{0}</c>: a name in bold, a link.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    /// <summary>What stands in the gap <c>{1}</c>.</summary>
    [Parameter]
    public RenderFragment? Second { get; set; }

    /// <summary>What stands in the gap <c>{2}</c>.</summary>
    [Parameter]
    public RenderFragment? Third { get; set; }

    [GeneratedRegex(@"(\{[0-2]\})", RegexOptions.CultureInvariant)]
    private static partial Regex Gap();
}
