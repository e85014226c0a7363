using Microsoft.AspNetCore.Components;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Deployments.Detail;

/// <summary>A button that stays reachable while it cannot be used, so that everybody learns why.</summary>
public partial class ActionButton
{
    private readonly string _whyId = $"why-{Guid.NewGuid():n}";

    /// <summary>The words on it.</summary>
    [Parameter, EditorRequired] public required string Text { get; set; }

    /// <summary>Its name where the words alone would not tell it from others; null for the words.</summary>
    [Parameter] public string? Name { get; set; }

    /// <summary>Its icon.</summary>
    [Parameter, EditorRequired] public required IconName Icon { get; set; }

    /// <summary>Why it cannot be used now, or null.</summary>
    [Parameter] public string? WhyNot { get; set; }

    /// <summary>Whether something is under way.</summary>
    [Parameter] public bool Busy { get; set; }

    /// <summary>Further classes of the button, or null.</summary>
    [Parameter] public string? Class { get; set; }

    /// <summary>Called on a click that counts.</summary>
    [Parameter] public EventCallback OnClick { get; set; }

    private Task ClickAsync() => WhyNot is null && !Busy ? OnClick.InvokeAsync() : Task.CompletedTask;
}
