namespace ModelDeploy.Local.Processes;

/// <summary>A time that passes whatever the wall clock says.</summary>
internal sealed class Countdown(TimeProvider clock, TimeSpan length)
{
    private readonly long _start = clock.GetTimestamp();

    /// <summary>Whether it has passed.</summary>
    public bool IsOver => clock.GetElapsedTime(_start) >= length;
}
