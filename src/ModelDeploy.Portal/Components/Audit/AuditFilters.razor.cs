using Microsoft.AspNetCore.Components;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Groups;

namespace ModelDeploy.Portal.Components.Audit;

/// <summary>What stands above the audit trail. It only tells what is wanted; the page keeps it.</summary>
public sealed partial class AuditFilters
{
    /// <summary>What is shown now.</summary>
    [Parameter, EditorRequired] public required AuditQuery Query { get; set; }

    /// <summary>The groups to choose from.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<Group> Groups { get; set; }

    /// <summary>Called with what shall be shown instead.</summary>
    [Parameter] public EventCallback<AuditQuery> OnChange { get; set; }

    private Task DeploymentAsync(ChangeEventArgs input) =>
        OnChange.InvokeAsync(Query with { Deployment = AuditQuery.TextOrNull(input.Value?.ToString()) });

    private Task ActionAsync(ChangeEventArgs input) =>
        OnChange.InvokeAsync(Query with { Action = Enum.TryParse<ChangeAction>(input.Value?.ToString(), out var action) ? action : null });

    private Task GroupAsync(ChangeEventArgs input) =>
        OnChange.InvokeAsync(Query with { Group = AuditQuery.TextOrNull(input.Value?.ToString()) });
}
