using Microsoft.AspNetCore.Components;
using ModelDeploy.Core.Groups;
using ModelDeploy.Core.Operations;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.SystemPages;

/// <summary>The parts of the portal for whoever keeps it running; looks again every few seconds.</summary>
public sealed partial class SystemPage() : LookingComponent(TimeSpan.FromSeconds(5))
{
    private IReadOnlyList<SystemPart>? _parts;

    /// <summary>Asks the parts.</summary>
    [Inject] public required SystemReader Reader { get; init; }

    /// <summary>Who looks.</summary>
    [CascadingParameter] public required Viewer Viewer { get; set; }

    /// <inheritdoc />
    protected override async Task<bool> LookAsync()
    {
        await ReadAsync();
        return _parts is not null;
    }

    private async Task ReadAsync() => _parts = await Reader.ReadAsync(Viewer, Closing);
}
