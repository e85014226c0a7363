namespace ModelDeploy.Portal.Components.Shared;

/// <summary>
/// What a page shall show while the address that says so is still on its way to the browser and back. The address stays the
/// place where it is kept; only its echoes of older wishes must not undo newer ones, else a fast typist loses letters.
/// </summary>
/// <typeparam name="T">What the address says; compared by value.</typeparam>
/// <param name="initial">What holds before any address was read.</param>
public sealed class AheadOfAddress<T>(T initial)
{
    private readonly Queue<T> _underway = new();
    private (bool Any, T Value) _seen = (false, initial);

    /// <summary>The newest wish.</summary>
    public T Current { get; private set; } = initial;

    /// <summary>Takes a wish that the caller is about to write into the address.</summary>
    /// <param name="wish">What shall be shown from now on.</param>
    /// <param name="echo">What the address will be read as; the wish itself, unless the address cannot say all of it.</param>
    public void Ask(T wish, T echo)
    {
        Current = wish;
        _underway.Enqueue(echo);
    }

    /// <summary>Takes what the address says now, as often as it is read.</summary>
    /// <returns>True when it came from elsewhere (a link, the browser's Back) and is now the <see cref="Current"/> one.</returns>
    public bool Read(T address)
    {
        if (_seen.Any && Same(_seen.Value, address))
            return false;
        _seen = (true, address);
        while (_underway.TryDequeue(out var echo))
        {
            if (Same(echo, address))
                return false;
        }
        Current = address;
        return true;
    }

    private static bool Same(T one, T other) => EqualityComparer<T>.Default.Equals(one, other);
}
