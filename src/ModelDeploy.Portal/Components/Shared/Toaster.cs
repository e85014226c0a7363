namespace ModelDeploy.Portal.Components.Shared;

/// <summary>
/// The notices of one circuit. At most <see cref="Most"/> are kept; a further one pushes the oldest out.
/// Errors stay until they are closed, others leave by themselves.
/// </summary>
public sealed class Toaster(TimeProvider clock) : IDisposable
{
    /// <summary>How many are shown at once.</summary>
    public const int Most = 4;

    private static readonly TimeSpan Stay = TimeSpan.FromSeconds(8);

    private readonly Lock _lock = new();
    private readonly List<Toast> _toasts = [];
    private readonly Dictionary<Toast, ITimer> _timers = [];

    /// <summary>Raised after the list changed, on any thread.</summary>
    public event Action? Changed;

    /// <summary>What is shown now, oldest first.</summary>
    public IReadOnlyList<Toast> Toasts
    {
        get
        {
            lock (_lock)
                return [.. _toasts];
        }
    }

    /// <summary>
    /// Shows a notice, with a link when <paramref name="href"/> and <paramref name="linkText"/> are given. It takes the place of an
    /// older one about the same: one that leads to the same page.
    /// </summary>
    public void Show(ToastKind kind, string text, string? href = null, string? linkText = null)
    {
        var toast = new Toast(kind, text, href, linkText);
        lock (_lock)
        {
            if (href is not null && _toasts.Find(older => older.Href == href) is { } same)
                Remove(same);
            _toasts.Add(toast);
            if (_toasts.Count > Most)
                Remove(_toasts[0]);
            if (kind is not ToastKind.Error)
                _timers[toast] = clock.CreateTimer(_ => Close(toast), null, Stay, Timeout.InfiniteTimeSpan);
        }
        Changed?.Invoke();
    }

    /// <summary>Takes a notice away; nothing happens when it is gone already.</summary>
    public void Close(Toast toast)
    {
        lock (_lock)
            Remove(toast);
        Changed?.Invoke();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_lock)
        {
            while (_toasts.Count > 0)
                Remove(_toasts[0]);
        }
    }

    private void Remove(Toast toast)
    {
        _toasts.Remove(toast);
        if (_timers.Remove(toast, out var timer))
            timer.Dispose();
    }
}
