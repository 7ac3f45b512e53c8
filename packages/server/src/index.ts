export { createApp, type AppDeps } from './app.ts';
export { type Backend, type Demo, type DemoLogin } from './backend.ts';
export { ConfigError, readConfig, type ServerConfig } from './config.ts';
export { hashPassword, hashToken, newToken } from './password.ts';
export { startServer, type RunningServer, type StartOptions } from './server.ts';
export { storeBackend } from './store-backend.ts';
