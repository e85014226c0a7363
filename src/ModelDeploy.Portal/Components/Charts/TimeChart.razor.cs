using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using ModelDeploy.Core;

namespace ModelDeploy.Portal.Components.Charts;

/// <summary>Lines over time, with their values at each moment for pointer, keyboard and readers of tables.</summary>
public sealed partial class TimeChart(IJSRuntime browser) : IAsyncDisposable
{
    private const int MarksShown = 5;

    private readonly string _titleId = $"chart-{Guid.NewGuid():n}";
    private readonly CancellationTokenSource _closing = new();
    private ElementReference _frame;
    private IJSObjectReference? _module;
    private IJSObjectReference? _pointer;

    /// <summary>What it shows, with the unit.</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>The moments, oldest first, UTC.</summary>
    [Parameter, EditorRequired]
    public required EquatableList<DateTimeOffset> Moments { get; set; }

    /// <summary>The lines; each has a value for each moment.</summary>
    [Parameter, EditorRequired]
    public required EquatableList<ChartLine> Lines { get; set; }

    /// <summary>A value with its unit.</summary>
    [Parameter, EditorRequired]
    public required Func<double, string> Format { get; set; }

    /// <summary>What is said where there is no value at all; null for no requests.</summary>
    [Parameter]
    public string? EmptyText { get; set; }

    /// <summary>Whether there is nothing to see where all values are 0: true for counts.</summary>
    [Parameter]
    public bool ZeroIsNothing { get; set; } = true;

    private ChartScale Scale => ChartScale.For(Lines.SelectMany(line => line.Values).Max() ?? 0, Lines.SelectMany(line => line.Values).Min() ?? 0);

    private bool IsEmpty => Lines.All(line => line.Values.All(value => value is null || (value == 0 && ZeroIsNothing)));

    private IEnumerable<DateTimeOffset> Marks =>
        Moments.Count == 0 ? [] : Enumerable.Range(0, MarksShown).Select(mark => Moments[(Moments.Count - 1) * mark / (MarksShown - 1)]);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _closing.Dispose();
        try
        {
            if (_pointer is not null)
            {
                await _pointer.InvokeVoidAsync("dispose");
                await _pointer.DisposeAsync();
            }
            if (_module is not null)
                await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the chart with it.
        }
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _module = await browser.InvokeAsync<IJSObjectReference>("import", _closing.Token, "/js/time-chart.js");
        _pointer = await _module.InvokeAsync<IJSObjectReference>("mount", _closing.Token, _frame);
    }

    private string Text(double? value) => value is { } number ? Format(number) : "–";

    private string Spoken(int index) => index < 0
        ? ""
        : $"{Moments[index]:HH:mm:ss}, {string.Join(", ", Lines.Select(line => $"{line.Name} {Text(line.Values[index])}"))}";
}
