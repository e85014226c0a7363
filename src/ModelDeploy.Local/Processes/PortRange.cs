namespace ModelDeploy.Local.Processes;

/// <summary>Ports that replicas get, both ends included. Below 32768 the system gives none of them to outgoing connections.</summary>
public readonly record struct PortRange(int First, int Last)
{
    /// <summary>20000–29999.</summary>
    public static PortRange Default { get; } = new(20000, 29999);

    /// <summary>How many there are.</summary>
    public int Count => Last - First + 1;

    /// <inheritdoc />
    public override string ToString() => $"{First}-{Last}";
}
