using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ModelDeploy.Portal.Components.Forms;

/// <summary>Says why a submit was refused apart from single fields.</summary>
public sealed partial class ProblemNotice
{
    private ElementReference _notice;
    private Problem? _shown;

    /// <summary>Why it was refused, or null for nothing to say.</summary>
    [Parameter] public Problem? Problem { get; set; }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (ReferenceEquals(_shown, Problem))
            return;
        _shown = Problem;
        if (Problem is null)
            return;
        try
        {
            await _notice.FocusAsync();
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The browser is gone.
        }
    }
}
