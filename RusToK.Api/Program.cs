using RusToK.Api.Errors;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Server;
using RusToK.Api.Tenancy;
using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Persistence;
using RusToK.Core.Tenancy;
using RusToK.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("rustok-api");
builder.Services.AddPersistence(builder.Configuration);
builder.Services.AddCommands();
builder.Services.AddTenancy();
builder.Services.AddContent();
builder.Services.AddTrustedProxies(builder.Configuration);
builder.Services.AddExceptionHandler<UnhandledExceptions>();
builder.Services.AddRusToKSchema();

var app = builder.Build();
app.UseForwardedHeaders();
app.UseExceptionHandler(_ => { });
app.UseRouting();
app.UseMiddleware<TenantMiddleware>();
app.MapServiceDefaults();
app.MapGraphQL().RequireTenant();
app.Run();
