using Microsoft.Extensions.DependencyInjection;

namespace ModelDeploy.Local.Store;

/// <summary>Registers the local store.</summary>
public static class LocalStoreServices
{
    /// <summary>Registers what an open store offers, under Core's contracts. Whoever opened it disposes it after the host.</summary>
    public static IServiceCollection AddLocalStore(this IServiceCollection services, LocalStore store) => services
        .AddSingleton(store)
        .AddSingleton(store.Deployments)
        .AddSingleton(store.Catalog)
        .AddSingleton(store.Journal)
        .AddSingleton(store.Identities)
        .AddSingleton(store.Tokens)
        .AddSingleton(store.Audit)
        .AddSingleton(store.Credentials)
        .AddSingleton(store.EndedSessions)
        .AddSingleton(store.Leadership)
        .AddSingleton(store.Part);
}
