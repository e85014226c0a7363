namespace ModelDeploy.Portal.Options;

/// <summary>Who may read <c>/metrics</c> besides signed-in system administrators, under <c>ModelDeploy:Metrics</c>.</summary>
public sealed record MetricsOptions
{
    /// <summary>Whether programs on this machine may, without a proof; ends where a token is set.</summary>
    public bool Loopback { get; init; } = true;

    /// <summary>What a program must send as its bearer token, from wherever; null for none.</summary>
    public string? Token { get; init; }

    // Options are printed and logged; the token must not be.
    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append("Loopback = ").Append(Loopback).Append(", Token = ").Append(Token is null ? "none" : "(set)");
        return true;
    }
}
