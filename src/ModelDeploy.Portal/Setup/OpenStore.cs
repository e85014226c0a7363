namespace ModelDeploy.Portal.Setup;

/// <summary>A store that was opened during the start. Dispose it after the host.</summary>
/// <param name="register">Registers what it offers, under Core's contracts.</param>
/// <param name="close">Closes it.</param>
public sealed class OpenStore(Action<IServiceCollection> register, Func<ValueTask> close) : IAsyncDisposable
{
    /// <summary>Registers what it offers.</summary>
    public void Register(IServiceCollection services) => register(services);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => close();
}
