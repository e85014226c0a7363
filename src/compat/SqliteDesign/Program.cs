using Microsoft.EntityFrameworkCore.Design;
using ModelDeploy.Local.Store;

Console.WriteLine("This project only gives dotnet ef a place to start from.");

internal sealed class StoreContextFactory : IDesignTimeDbContextFactory<StoreContext>
{
    public StoreContext CreateDbContext(string[] args) => new(StoreOptions.For<StoreContext>("design.db"));
}
